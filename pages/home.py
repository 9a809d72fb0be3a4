"""Where a visit begins: what this is, and two doors."""

import streamlit as st

from components import shell

shell.enter()
st.title("C.W.K. Stream")
