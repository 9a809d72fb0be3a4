"""Takes: what was analysed, noted, and held side by side."""

from components import heading, shell, takes_page

shell.enter()
heading.page("takes")
takes_page.show()
