//! The wording of every finding of this layer (family F), both languages side by side.
