"""Help, health and the switches of whoever runs this."""
