"""One client's case: model, loading, its files, and blank forms."""
