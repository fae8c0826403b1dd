//! Not modelled.
