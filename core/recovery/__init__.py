"""What is owed to the truth: books against venues, positions against stops, records against themselves."""
