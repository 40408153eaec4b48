"""The agreement page: how far layers agree, drawn, and every cell open to its places."""
