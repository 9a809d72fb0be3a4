"""Everything that draws with Streamlit, one visible thing per module."""
