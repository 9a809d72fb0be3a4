"""Lesson 05."""

import streamlit as st

from components import shell

shell.enter()
st.title("Lesson 05")
