"""The nouns of the field, as frozen pydantic models and small value objects. Nothing here decides anything."""
