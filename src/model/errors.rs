//! The wording of every finding of this layer (families R and S), both languages side by side.
