# Changes to whisper.cpp, made as it is compiled.
#
# - Logits are computed and kept only of the tokens whose logits are read, as its own batches mark them. Unchanged it
#   computes them of every token of the prompt (51,864 of each, which is more work than all layers of the decoder
#   together), and nobody looks at them.
# - The encoder's attention is computed in 32 bits throughout. Unchanged it rounds keys, values and weights to 16 bits
#   first, which on a processor without arithmetic of 16 bits only costs time, and memory for a second copy.
# - It attends with a sixth of its heads at a time (`tiny.en` has six). Unchanged all of them do at once, whose weights
#   for half a minute of sound take 54 MB.
# - The times of words are computed with the threads that were asked for, as all else is. Unchanged it starts four.
# - A processor with AVX-512 and VNNI uses them for what takes longest, in `avx512.hpp` beside this file. Unchanged
#   nothing is used that not every processor has which the program is compiled for.
# - The highest of many numbers, and the part of the spectrum that is no power of two, are found sixteen numbers at a
#   time. Unchanged each waits for the one before.
#
# `config.toml` has CMake read this after each `project()` (CMAKE_PROJECT_INCLUDE). The source that is changed is the
# copy that whisper-rs-sys makes in the build folder. Without this file everything works, slower and with more memory.

if(NOT PROJECT_NAME STREQUAL "whisper.cpp")
    return()
endif()

# A build folder is kept, and so is what was changed in it.
set(done "${PROJECT_SOURCE_DIR}/changed-for-ownup")
if(EXISTS "${done}")
    return()
endif()

# In the source file `source`, `after` in place of `before`, which must be there once.
function(change source before after)
    file(READ "${PROJECT_SOURCE_DIR}/${source}" text)
    string(FIND "${text}" "${before}" first)
    string(FIND "${text}" "${before}" last REVERSE)
    if(first EQUAL -1 OR NOT first EQUAL last)
        message(FATAL_ERROR
            "`${source}` is not as `.cargo/whisper.cpp.cmake` was written for: it has not exactly one\n"
            "${before}\n"
            "If another version of that file has been at work here, run `cargo clean -p whisper-rs-sys`. To do without "
            "changes, take CMAKE_PROJECT_INCLUDE out of `.cargo/config.toml`.")
    endif()
    string(REPLACE "${before}" "${after}" text "${text}")
    file(WRITE "${PROJECT_SOURCE_DIR}/${source}" "${text}")
endfunction()

change(src/whisper.cpp
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

change(src/whisper.cpp
"    struct ggml_tensor * logits = ggml_mul_mat(ctx0, model.d_te, cur)"
"    cur = ggml_view_2d(ctx0, cur, cur->ne[0], n_tokens - n_unread(batch), cur->nb[1], n_unread(batch)*cur->nb[1]);

    struct ggml_tensor * logits = ggml_mul_mat(ctx0, model.d_te, cur)"
)

change(src/whisper.cpp
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

change(src/whisper.cpp
"                    state->decoders[0].i_batch = prompt.size() - 1"
"                    state->decoders[0].i_batch = 0"
)

change(src/whisper.cpp
"ggml_cast(ctx0,
                                ggml_reshape_3d(ctx0, Kcur, n_state_head, n_head, n_ctx),
                                wctx.itype)"
"ggml_reshape_3d(ctx0, Kcur, n_state_head, n_head, n_ctx)"
)

change(src/whisper.cpp
"                // K * Q
                struct ggml_tensor * KQ = ggml_mul_mat(ctx0, K, Q);

                struct ggml_tensor * KQ_soft_max = ggml_soft_max_ext(ctx0, KQ, nullptr, KQscale, 0.0f);

                struct ggml_tensor * V ="
"                Q = ggml_cont(ctx0, Q);

                struct ggml_tensor * V ="
)

change(src/whisper.cpp
"ggml_cast(ctx0,
                            ggml_permute(ctx0,"
"ggml_cont(ctx0,
                            ggml_permute(ctx0,"
)

change(src/whisper.cpp
"1, 2, 0, 3),
                            wctx.itype);

                struct ggml_tensor * KQV = ggml_mul_mat(ctx0, V, KQ_soft_max);"
"1, 2, 0, 3));

                const int at_once = (n_head + 5)/6;
                struct ggml_tensor * KQV = nullptr;
                for (int first = 0; first < n_head; first += at_once) {
                    const auto heads = [&](struct ggml_tensor * all) {
                        return ggml_view_3d(ctx0, all, all->ne[0], all->ne[1], std::min<int>(at_once, n_head - first),
                                all->nb[1], all->nb[2], first*all->nb[2]);
                    };
                    struct ggml_tensor * KQ = ggml_mul_mat(ctx0, heads(K), heads(Q));
                    struct ggml_tensor * KQ_soft_max = ggml_soft_max_ext(ctx0, KQ, nullptr, KQscale, 0.0f);
                    struct ggml_tensor * some = ggml_mul_mat(ctx0, heads(V), KQ_soft_max);
                    KQV = KQV ? ggml_concat(ctx0, KQV, some, 2) : some;
                }"
)

change(src/whisper.cpp
"    ggml_backend_ptr backend { ggml_backend_init_by_type(GGML_BACKEND_DEVICE_TYPE_CPU, nullptr) };
    ggml_backend_graph_compute(backend.get(), gf);"
"    ggml_graph_compute_helper(gf, n_threads, nullptr, nullptr);"
)

change(src/whisper.cpp
"static void dft(const float* in, int N, float* out) {
"
"static void dft(const float* in, int N, float* out) {
    // of real numbers the upper half mirrors the lower one; 25 is what 400 is halved to
    constexpr int SIZE = 25, LOWER = 13, LANES = 16;
    if (N == SIZE) {
        struct waves {
            float cos[SIZE][LANES] = {}, sin[SIZE][LANES] = {};
        };
        static const waves waves = [] {
            struct waves w;
            for (int n = 0; n < SIZE; ++n) {
                for (int k = 0; k < LOWER; ++k) {
                    const int idx = (k * n * (SIN_COS_N_COUNT / SIZE)) % SIN_COS_N_COUNT;
                    w.cos[n][k] = global_cache.cos_vals[idx];
                    w.sin[n][k] = global_cache.sin_vals[idx];
                }
            }
            return w;
        }();
        float re[LANES] = {}, im[LANES] = {};
        for (int n = 0; n < SIZE; ++n) {
            for (int k = 0; k < LANES; ++k) {
                re[k] += in[n] * waves.cos[n][k];
                im[k] -= in[n] * waves.sin[n][k];
            }
        }
        for (int k = 0; k < LOWER; ++k) {
            out[2*k + 0] = re[k];
            out[2*k + 1] = im[k];
        }
        for (int k = LOWER; k < SIZE; ++k) {
            out[2*k + 0] =  re[SIZE - k];
            out[2*k + 1] = -im[SIZE - k];
        }
        return;
    }

"
)

change(ggml/src/ggml-cpu/vec.h
"    float max = -INFINITY;
    for (int i = 0; i < n; ++i) {
        max = MAX(max, x[i]);
    }
    *s = max;
#else
    vDSP_maxv(x, 1, s, n);"
"    float of[16];
    for (int j = 0; j < 16; ++j) {
        of[j] = -INFINITY;
    }
    int i = 0;
    for (; i + 16 <= n; i += 16) {
        for (int j = 0; j < 16; ++j) {
            of[j] = MAX(of[j], x[i + j]);
        }
    }
    float max = -INFINITY;
    for (; i < n; ++i) {
        max = MAX(max, x[i]);
    }
    for (int j = 0; j < 16; ++j) {
        max = MAX(max, of[j]);
    }
    *s = max;
#else
    vDSP_maxv(x, 1, s, n);"
)

# Below is for processors of this kind only.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$" AND NOT MSVC)

file(COPY "${CMAKE_CURRENT_LIST_DIR}/avx512.hpp" DESTINATION "${PROJECT_SOURCE_DIR}/ggml/src/ggml-cpu")

change(ggml/src/ggml-cpu/llamafile/sgemm.cpp
"#include \"sgemm.h\""
"#include \"sgemm.h\"
#include \"avx512.hpp\""
)

change(ggml/src/ggml-cpu/llamafile/sgemm.cpp
"#if !defined(__MMA__)
    if (n < 2)
        return false;
#endif
"
"    const auto made = [&](const auto * a, const auto * b) {
        return Ctype == GGML_TYPE_F32 &&
            avx512::product(m, n, k, a, lda, b, ldb, (float *) C, ldc, params->ith, params->nth);
    };
    if (Atype == GGML_TYPE_F32 && Btype == GGML_TYPE_F32 && made((const float *) A, (const float *) B))
        return true;
    if (Atype == GGML_TYPE_F16 && Btype == GGML_TYPE_F16 &&
        made((const avx512::Half *) A, (const avx512::Half *) B))
        return true;
    if (Atype == GGML_TYPE_Q8_0 && Btype == GGML_TYPE_Q8_0 &&
        made((const avx512::Block *) A, (const avx512::Block *) B))
        return true;

#if !defined(__MMA__)
    if (n < 2)
        return false;
#endif
"
)

change(ggml/src/ggml-cpu/ops.cpp
"#include \"ops.h\""
"#include \"ops.h\"
#include \"avx512.hpp\""
)

change(ggml/src/ggml-cpu/ops.cpp
"        ggml_vec_gelu_f32(nc,
                (float *) ((char *) dst->data  + i1*( dst->nb[1])),
                (float *) ((char *) src0->data + i1*(src0->nb[1])));"
"        float * const y = (float *) ((char *) dst->data  + i1*( dst->nb[1]));
        float * const x = (float *) ((char *) src0->data + i1*(src0->nb[1]));
        if (avx512::possible()) {
            avx512::look_up(nc, y, x, ggml_table_gelu_f16);
        } else {
            ggml_vec_gelu_f32(nc, y, x);
        }"
)

endif()

file(TOUCH "${done}")
