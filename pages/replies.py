"""Who answered in the threads where somebody asked to be told."""

from components import replies_page, shell

shell.enter()
replies_page.show()
