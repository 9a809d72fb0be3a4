"""The mathematics of the interactive labs, and the desk scene they all draw.

A clip is parameters first: `scene` and `failures` hold them, `story`, `camera` and `truth` work out
what they mean in each frame, and none of these loads an image library. `render` paints the frames
and `write` makes a clip of them; `python -m labs NAME OUT.mp4` does both for one of `samples`.
`film` has the scenes of `takes` drawn for the labs, whose mathematics is a module each.
"""
