"""What lists show: Qt models that hold ids and values, and fetch what is painted."""
