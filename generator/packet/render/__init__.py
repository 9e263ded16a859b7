"""Renderers: one function each from planned content to bytes."""
