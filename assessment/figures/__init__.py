"""Every figure of the assessment, one small function each; its docstring is its definition."""
