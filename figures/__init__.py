"""Numbers in, pictures out: Plotly figures, and marks drawn on frames."""
