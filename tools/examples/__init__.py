"""Invented papers, photos, screenshots and exports for the whole cases in case_templates/examples/."""
