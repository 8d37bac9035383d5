//! The coach's chair: what somebody who was not there is given, and how their comments come back.

mod base64;

pub mod packet;

pub mod returned;

pub mod server;

pub mod voice;

mod wave;
