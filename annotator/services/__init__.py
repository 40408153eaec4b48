"""What takes long or spans several parts: generators that yield progress, without Qt."""
