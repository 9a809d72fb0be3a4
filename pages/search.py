"""Search: find a word in the lessons and the glossary."""

from components import heading, search_page, shell

shell.enter()
heading.page("search")
search_page.show()
