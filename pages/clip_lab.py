"""The Clip Lab: choose a clip and see where its continuity broke."""

from components import analyser, heading, shell

shell.enter()
heading.page("clip_lab")
analyser.show("clip_lab")
