"""What the chat platforms share: their mail, their rooms, and the contract that each of them keeps."""
