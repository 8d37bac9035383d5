//! What a coach said, by the second.

use super::page::{Indent, Page, piece, plain};
use super::{BOLD, heading};
use crate::comments::Comment;

/// The comments with their seconds and names; nothing where there are none.
pub(super) fn draw(page: &mut Page, comments: &[Comment]) {
    if comments.is_empty() {
        return;
    }
    heading(page, vec![piece("From the coach", BOLD)]);
    for comment in comments {
        let pieces = [
            piece(comment.when(), BOLD),
            plain(format!("{}:", comment.by())),
            plain(&comment.text),
        ];
        page.prose(Indent { first: 2, rest: 4 }, &pieces);
    }
}
