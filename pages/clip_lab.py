"""The Clip Lab: upload a clip and see where its continuity broke."""

import streamlit as st

from components import shell

shell.enter()
st.title("Clip Lab")
