"""Report a mistake in a lesson or in the app."""

from components import heading, report, shell

shell.enter()
heading.page("report")
report.show()
