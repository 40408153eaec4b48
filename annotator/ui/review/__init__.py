"""The window while colleagues' labels are reviewed into gold."""
