"""What was reported, for those whose role is to decide about it."""

from components import moderation, shell

shell.enter()
moderation.show()
