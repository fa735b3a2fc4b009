//! The wording of every finding of this layer (family S), both languages side by side.
