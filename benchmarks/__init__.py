"""Speed, memory and accuracy, each one command that prints a Markdown table.

They measure and never judge: what a machine needs in seconds is no test.
"""
