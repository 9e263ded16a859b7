"""YAML files with positions, their schemas, and validation."""
