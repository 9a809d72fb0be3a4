"""The review queue: what was right some days ago, asked again."""

from components import heading, review, shell

shell.enter()
heading.page("review")
review.show()
