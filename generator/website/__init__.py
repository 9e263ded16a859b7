"""The guidance site: Markdown pages from the knowledge base, and the site builder."""
