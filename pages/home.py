"""Where a visit begins: what this is, and two doors."""

from components import home, shell

shell.enter()
home.opening()
home.doors()
home.lessons()
