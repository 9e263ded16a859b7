"""The knowledge base: model, loading, and checks on the whole set."""
