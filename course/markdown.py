"""The Markdown parser of the check: what Streamlit draws, as far as its structure goes."""

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").use(colon_fence_plugin)
