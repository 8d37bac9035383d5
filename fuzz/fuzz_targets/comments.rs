//! What comes back from a coach: read, joined twice, and written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ownup::coach::returned;
use ownup::comments::Comments;

fuzz_target!(|text: &str| {
    let Ok(documents) = returned::read(text) else {
        return;
    };
    for theirs in &documents {
        let mut ours = Comments::none(theirs.take.clone());
        ours.merge(theirs);
        let once = ours.to_json();
        assert!(
            ours.merge(theirs).is_empty(),
            "the same twice is new: {once}"
        );
        assert_eq!(ours.to_json(), once);
        let read = Comments::from_json(&once).expect("what was written is read");
        assert_eq!(read, ours);
        for comment in ours.standing() {
            let _ = (comment.by(), comment.when());
        }
    }
});
