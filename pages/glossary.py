"""The glossary: the words of the course, each with what it means."""

from components import glossary_page, heading, shell

shell.enter()
heading.page("glossary")
glossary_page.show()
