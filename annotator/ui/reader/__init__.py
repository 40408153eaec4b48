"""The reader: the article, its labels in lanes, its sentences and opinions, and the cursor."""
