"""From a judged case to everything that is filed and everything the client is told."""
