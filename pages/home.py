"""Where a visit begins: what this is, two ways on, the lessons, and what was achieved."""

from components import achieved, home, shell

shell.enter()
home.opening()
home.ways()
home.lessons()
achieved.show()
