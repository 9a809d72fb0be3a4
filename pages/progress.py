"""What a learner has done so far, to look at, to print, and to take along."""

from components import keeping, record, shell

shell.enter()
record.show()
keeping.show()
