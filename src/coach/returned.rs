//! What came back from a coach: a packet with comments in it, or the small file alone.

use super::packet::COMMENTS_OPEN;
use crate::comments::{Comments, CommentsError, documents};
use crate::failure::{Failure, hinted};

/// Reads the comments in a file's text, whichever of the two it is.
///
/// # Errors
///
/// When it is neither, and when its comments are not sound.
pub fn read(text: &str) -> Result<Vec<Comments>, Failure> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let json = if text.starts_with('<') {
        block(text).ok_or_else(no_packet)?
    } else {
        text
    };
    documents(json).map_err(|error| unsound(&error))
}

/// The comments' own block of a page.
fn block(page: &str) -> Option<&str> {
    let (before, rest) = page.split_once(COMMENTS_OPEN)?;
    let (json, after) = rest.split_once("</script>")?;
    // The page escapes every `<` of what it carries, so that its blocks cannot be forged from inside.
    let alone = !before.contains(COMMENTS_OPEN) && !after.contains(COMMENTS_OPEN);
    alone.then_some(json)
}

fn no_packet() -> Failure {
    hinted(
        "this page carries no comments of ownup",
        "name the file that “Save page with comments” wrote, or the small one of “Save comments alone”",
    )
}

fn unsound(error: &CommentsError) -> Failure {
    let message = error.to_string();
    match error {
        CommentsError::Newer { .. } => hinted(message, "install the newer ownup and try again"),
        CommentsError::Broken { .. } | CommentsError::Foreign { .. } => hinted(
            message,
            "ask the coach to save the comments again and to send that file as it is",
        ),
        CommentsError::Unsound { .. } => Failure {
            message,
            hint: None,
        },
    }
}
