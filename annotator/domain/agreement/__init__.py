"""How far annotators agree, in figures that say what they count, what they leave out and why they may miss.

One file a measure. Each measure is a function of the raters' values that returns a `Figure`; what a layer
holds becomes such values in `units`. Nothing here reads a file or knows a project.
"""
