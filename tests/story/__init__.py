"""Stories: what people do and what they are told, in the console's script language."""
