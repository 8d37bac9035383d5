# Two changes to whisper.cpp, made as it is compiled.
#
# - Logits are computed and kept only of the tokens whose logits are read, as its own batches mark them. Unchanged it
#   computes them of every token of the prompt (51,864 of each, which is more work than all layers of the decoder
#   together), and nobody looks at them.
# - The encoder's attention is computed in 32 bits throughout. Unchanged it rounds keys, values and weights to 16 bits
#   first, which on a processor without arithmetic of 16 bits only costs time, and memory for a second copy.
#
# `config.toml` has CMake read this after each `project()` (CMAKE_PROJECT_INCLUDE). The source that is changed is the
# copy that whisper-rs-sys makes in the build folder. Without this file everything works, slower and with more memory.

if(NOT PROJECT_NAME STREQUAL "whisper.cpp")
    return()
endif()

set(source "${PROJECT_SOURCE_DIR}/src/whisper.cpp")
file(READ "${source}" text)
# A build folder is kept, and so is what was changed in it.
if(text MATCHES "n_unread")
    return()
endif()

# In place of `before`, which must be there once, `after`.
function(change before after)
    string(FIND "${text}" "${before}" first)
    string(FIND "${text}" "${before}" last REVERSE)
    if(first EQUAL -1 OR NOT first EQUAL last)
        message(FATAL_ERROR
            "this is another whisper.cpp than `.cargo/whisper.cpp.cmake` was written for: it has not exactly one\n"
            "${before}\n"
            "To do without the change, take CMAKE_PROJECT_INCLUDE out of `.cargo/config.toml`.")
    endif()
    string(REPLACE "${before}" "${after}" text "${text}")
    set(text "${text}" PARENT_SCOPE)
endfunction()

change(
"static struct ggml_cgraph * whisper_build_graph_decoder("
"// tokens at the front of a batch whose logits nobody reads
static int n_unread(const whisper_batch & batch) {
    int n = 0;
    while (n < batch.n_tokens - 1 && batch.logits[n] == 0) {
        ++n;
    }
    return n;
}

static struct ggml_cgraph * whisper_build_graph_decoder("
)

change(
"    struct ggml_tensor * logits = ggml_mul_mat(ctx0, model.d_te, cur)"
"    cur = ggml_view_2d(ctx0, cur, cur->ne[0], n_tokens - n_unread(batch), cur->nb[1], n_unread(batch)*cur->nb[1]);

    struct ggml_tensor * logits = ggml_mul_mat(ctx0, model.d_te, cur)"
)

change(
"    logits_out.resize(n_tokens*n_vocab);
    for (int i = 0; i < n_tokens; i++) {
        if (batch.logits[i] == 0) {
            continue;
        }
"
"    const int n_logits = n_tokens - n_unread(batch);
    logits_out.resize(n_logits*n_vocab);
    for (int i = 0; i < n_logits; i++) {
"
)

change(
"                    state->decoders[0].i_batch = prompt.size() - 1"
"                    state->decoders[0].i_batch = 0"
)

change(
"ggml_cast(ctx0,
                                ggml_reshape_3d(ctx0, Kcur, n_state_head, n_head, n_ctx),
                                wctx.itype)"
"ggml_reshape_3d(ctx0, Kcur, n_state_head, n_head, n_ctx)"
)

change(
"ggml_mul_mat(ctx0, K, Q);

                struct ggml_tensor * KQ_soft_max = ggml_soft_max_ext(ctx0, KQ, nullptr,"
"ggml_mul_mat(ctx0, K, ggml_cont(ctx0, Q));

                struct ggml_tensor * KQ_soft_max = ggml_soft_max_ext(ctx0, KQ, nullptr,"
)

change(
"ggml_cast(ctx0,
                            ggml_permute(ctx0,"
"ggml_cont(ctx0,
                            ggml_permute(ctx0,"
)

change(
"1, 2, 0, 3),
                            wctx.itype)"
"1, 2, 0, 3))"
)

file(WRITE "${source}" "${text}")
