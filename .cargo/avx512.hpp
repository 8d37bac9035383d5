// What recognition spends its time on, for a processor with AVX-512 and its products of bytes (VNNI): whether it has
// them is found out as the program runs.
//
// whisper.cpp is compiled for any processor with AVX2 and uses nothing newer; and its products of matrices add up along
// the rows of both, so that each number of the result has to be added up across a register at last. Here rows of the
// left matrix are laid out beside one another, and a register holds sixteen numbers of the result (Goto & van de Geijn
// 2008, "Anatomy of high-performance matrix multiplication").
//
// All matrices are as ggml has them: a row of `a`, a column of `b` and a column of `c` are each in one piece, with
// `lda`, `ldb` and `ldc` from one to the next; `m` rows by `n` columns, and `k` numbers or blocks are added up. Thread
// `ith` of `nth` does its share. `tests/avx512.cpp` holds all this to the plain sums.
#pragma once

#include <cstdint>
#include <cstring>
#include <immintrin.h>
#include <type_traits>
#include <vector>

namespace avx512 {

#define WITH_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))

// So many numbers of 32 bits are in a register.
constexpr int64_t ROWS = 16;

// So many registers of rows are worked on at once; the numbers of a column are read once for all of them.
constexpr int64_t SHEETS = 2;

// For fewer columns than this, but one, laying out the rows takes longer than it saves.
constexpr int64_t FEWEST = 32;

// So many rows are worked on at once for a single column: memory is waited for meanwhile.
constexpr int64_t AHEAD = 4;

// Values of one block.
constexpr int64_t LENGTH = 32;

// A number in 16 bits.
struct Half {
    uint16_t bits;
};

// ggml's `block_q8_0`: values that are multiplied by a scale.
struct Block {
    Half scale;
    int8_t values[LENGTH];
};

__attribute__((target("f16c"))) inline float number(Half x) {
    return _cvtsh_ss(x.bits);
}

WITH_AVX512 inline __m512 sixteen(const Half *numbers) {
    return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *) numbers));
}

// Whether the processor has what is needed.
inline bool possible() {
    static const bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vnni");
    return has;
}

// `n` numbers looked up in `table`, which has one for every number in 16 bits: of -10 and less nothing remains, and all
// of 10 and more. A number that is out of that range is looked up as 0.
WITH_AVX512 inline void look_up(int64_t n, float *y, const float *x, const uint16_t *table) {
    for (int64_t at = 0; at < n; at += ROWS) {
        const __mmask16 there = _cvtu32_mask16(n - at < ROWS ? (1u << (n - at)) - 1 : 0xffff);
        const __m512 numbers = _mm512_maskz_loadu_ps(there, x + at);
        const __mmask16 more = _mm512_cmp_ps_mask(numbers, _mm512_set1_ps(10), _CMP_GE_OQ);
        const __mmask16 inside = _mm512_mask_cmp_ps_mask(~more, numbers, _mm512_set1_ps(-10), _CMP_GT_OQ);
        const __m256i halves = _mm512_maskz_cvtps_ph(inside, numbers, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
        const __m512i places = _mm512_cvtepu16_epi32(halves);
        // 32 bits are read for each, the upper half of which is the next one's.
        const __m512i found = _mm512_i32gather_epi32(places, table, 2);
        const __m512 values = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(found));
        const __m512 inner = _mm512_maskz_mov_ps(inside, values);
        _mm512_mask_storeu_ps(y + at, there, _mm512_mask_mov_ps(inner, more, numbers));
    }
}

template <int N> using Count = std::integral_constant<int, N>;

// Calls `work` for each group of columns with their number, known as this is compiled, and the first of them.
template <int MOST, typename Work> inline void by_columns(int64_t n, Work work) {
    int64_t j = 0;
    for (; j + MOST <= n; j += MOST) {
        work(Count<MOST>(), j);
    }
    for (; j < n; ++j) {
        work(Count<1>(), j);
    }
}

// Calls `work` for each of this thread's groups of rows with the number of their sheets and the first of them.
template <typename Work> inline void by_rows(int64_t m, int ith, int nth, Work work) {
    for (int64_t i = SHEETS * ROWS * ith; i < m; i += SHEETS * ROWS * nth) {
        if (i + SHEETS * ROWS <= m) {
            work(Count<SHEETS>(), i);
        } else {
            work(Count<1>(), i);
        }
    }
}

// `k` numbers in 32 bits, which they have already.
inline const float *widened(const float *numbers, int64_t, std::vector<float> &) {
    return numbers;
}

// `k` numbers in 32 bits, put into `into`; `k` is a multiple of sixteen.
WITH_AVX512 inline const float *widened(const Half *numbers, int64_t k, std::vector<float> &into) {
    into.resize(k);
    for (int64_t l = 0; l < k; l += ROWS) {
        _mm512_storeu_ps(&into[l], sixteen(numbers + l));
    }
    return into.data();
}

// `N` columns of the result in the rows of `S` sheets; `rows` has of each sheet the first numbers, then the second.
template <int S, int N>
WITH_AVX512 inline void of_sheets(const float *rows, int64_t k, const float *const *b, float *c, int64_t ldc) {
    __m512 sums[N][S] = {};
    for (int64_t l = 0; l < k; ++l) {
        for (int j = 0; j < N; ++j) {
            const __m512 column = _mm512_set1_ps(b[j][l]);
            for (int s = 0; s < S; ++s) {
                sums[j][s] = _mm512_fmadd_ps(_mm512_loadu_ps(rows + ROWS * (S * l + s)), column, sums[j][s]);
            }
        }
    }
    for (int j = 0; j < N; ++j) {
        for (int s = 0; s < S; ++s) {
            _mm512_storeu_ps(c + ldc * j + ROWS * s, sums[j][s]);
        }
    }
}

// By many columns: numbers in 32 or 16 bits.
template <typename Number>
inline void by_many(int64_t m, int64_t n, int64_t k, const Number *a, int64_t lda, const Number *b, int64_t ldb,
                    float *c, int64_t ldc, int ith, int nth) {
    constexpr int COLUMNS = 12;
    static thread_local std::vector<float> rows, row, columns[COLUMNS];
    rows.resize(SHEETS * ROWS * k);
    by_rows(m, ith, nth, [&](auto sheets, int64_t i) {
        for (int64_t r = 0; r < ROWS * sheets; ++r) {
            const float *numbers = widened(a + lda * (i + r), k, row);
            for (int64_t l = 0; l < k; ++l) {
                rows[ROWS * sheets * l + r] = numbers[l];
            }
        }
        by_columns<COLUMNS>(n, [&](auto count, int64_t j) {
            const float *of[count];
            for (int column = 0; column < count; ++column) {
                of[column] = widened(b + ldb * (j + column), k, columns[column]);
            }
            of_sheets<sheets, count>(rows.data(), k, of, c + ldc * j + i, ldc);
        });
    });
}

// What is known of a column's block beforehand.
struct Known {
    float scale;
    // The sum of its values.
    int32_t sum;
};

WITH_AVX512 inline void know(const Block *b, int64_t blocks, Known *known) {
    for (int64_t at = 0; at < blocks; ++at) {
        int32_t sum = 0;
        for (int8_t value : b[at].values) {
            sum += value;
        }
        known[at] = {number(b[at].scale), sum};
    }
}

// Rows of blocks beside one another: of each block and each sheet four values of every row, then the next four.
struct Rows {
    // Each 128 more than it is: the processor multiplies bytes that have no sign by such as have one.
    std::vector<uint8_t> values;
    std::vector<float> scales;

    template <int S> void read(const Block *a, int64_t lda, int64_t blocks) {
        values.resize(S * ROWS * blocks * LENGTH);
        scales.resize(S * ROWS * blocks);
        for (int64_t row = 0; row < S * ROWS; ++row) {
            for (int64_t at = 0; at < blocks; ++at) {
                const Block &block = a[lda * row + at];
                scales[S * ROWS * at + row] = number(block.scale);
                for (int64_t four = 0; four < LENGTH; four += 4) {
                    uint32_t some;
                    memcpy(&some, block.values + four, 4);
                    some ^= 0x80808080;
                    memcpy(&values[S * ROWS * (LENGTH * at + four) + 4 * row], &some, 4);
                }
            }
        }
    }
};

template <int S, int N>
WITH_AVX512 inline void of_sheets(const Rows &rows, int64_t blocks, const Block *b, int64_t ldb, const Known *known,
                                  float *c, int64_t ldc) {
    __m512 sums[N][S] = {};
    for (int64_t at = 0; at < blocks; ++at) {
        __m512i dots[N][S];
        for (int j = 0; j < N; ++j) {
            for (int s = 0; s < S; ++s) {
                dots[j][s] = _mm512_set1_epi32(-128 * known[blocks * j + at].sum);
            }
        }
        for (int64_t four = 0; four < LENGTH; four += 4) {
            const uint8_t *values = &rows.values[S * ROWS * (LENGTH * at + four)];
            for (int j = 0; j < N; ++j) {
                int32_t some;
                memcpy(&some, b[ldb * j + at].values + four, 4);
                const __m512i column = _mm512_set1_epi32(some);
                for (int s = 0; s < S; ++s) {
                    const __m512i row = _mm512_loadu_si512(values + 4 * ROWS * s);
                    dots[j][s] = _mm512_dpbusd_epi32(dots[j][s], row, column);
                }
            }
        }
        for (int j = 0; j < N; ++j) {
            const __m512 column = _mm512_set1_ps(known[blocks * j + at].scale);
            for (int s = 0; s < S; ++s) {
                const __m512 scale = _mm512_mul_ps(_mm512_loadu_ps(&rows.scales[ROWS * (S * at + s)]), column);
                sums[j][s] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[j][s]), scale, sums[j][s]);
            }
        }
    }
    for (int j = 0; j < N; ++j) {
        for (int s = 0; s < S; ++s) {
            _mm512_storeu_ps(c + ldc * j + ROWS * s, sums[j][s]);
        }
    }
}

// By many columns: blocks.
inline void by_many(int64_t m, int64_t n, int64_t k, const Block *a, int64_t lda, const Block *b, int64_t ldb,
                    float *c, int64_t ldc, int ith, int nth) {
    static thread_local Rows rows;
    static thread_local std::vector<Known> known;
    known.resize(n * k);
    for (int64_t j = 0; j < n; ++j) {
        know(b + ldb * j, k, &known[k * j]);
    }
    by_rows(m, ith, nth, [&](auto sheets, int64_t i) {
        rows.read<sheets>(a + lda * i, lda, k);
        by_columns<6>(n, [&](auto count, int64_t j) {
            of_sheets<sheets, count>(rows, k, b + ldb * j, ldb, &known[k * j], c + ldc * j + i, ldc);
        });
    });
}

// By a single column: numbers in 16 bits; `k` is a multiple of sixteen.
WITH_AVX512 inline void by_one(int64_t m, int64_t k, const Half *a, int64_t lda, const Half *b, float *c, int ith,
                               int nth) {
    for (int64_t i = AHEAD * ith; i < m; i += AHEAD * nth) {
        __m512 sums[AHEAD] = {};
        for (int64_t l = 0; l < k; l += ROWS) {
            const __m512 column = sixteen(b + l);
            for (int64_t row = 0; row < AHEAD; ++row) {
                sums[row] = _mm512_fmadd_ps(sixteen(a + lda * (i + row) + l), column, sums[row]);
            }
        }
        for (int64_t row = 0; row < AHEAD; ++row) {
            c[i + row] = _mm512_reduce_add_ps(sums[row]);
        }
    }
}

// By a single column: blocks.
WITH_AVX512 inline void by_one(int64_t m, int64_t k, const Block *a, int64_t lda, const Block *b, float *c, int ith,
                               int nth) {
    static thread_local std::vector<Known> known;
    known.resize(k);
    know(b, k, known.data());
    for (int64_t i = AHEAD * ith; i < m; i += AHEAD * nth) {
        __m256 sums[AHEAD] = {};
        for (int64_t at = 0; at < k; ++at) {
            const __m256i column = _mm256_loadu_si256((const __m256i *) b[at].values);
            // Each of eight sums begins with its share of what is too much.
            const __m256i less = _mm256_set1_epi32(-128 / 8 * known[at].sum);
            for (int64_t row = 0; row < AHEAD; ++row) {
                const Block &block = a[lda * (i + row) + at];
                // Memory answers late: what is wanted soon is asked for now.
                _mm_prefetch((const char *) &block + 4096, _MM_HINT_T0);
                const __m256i values = _mm256_loadu_si256((const __m256i *) block.values);
                const __m256i more = _mm256_xor_si256(values, _mm256_set1_epi8(-128));
                const __m256 dots = _mm256_cvtepi32_ps(_mm256_dpbusd_epi32(less, more, column));
                const __m256 scale = _mm256_set1_ps(number(block.scale) * known[at].scale);
                sums[row] = _mm256_fmadd_ps(dots, scale, sums[row]);
            }
        }
        for (int64_t row = 0; row < AHEAD; ++row) {
            const __m128 four = _mm_add_ps(_mm256_castps256_ps128(sums[row]), _mm256_extractf128_ps(sums[row], 1));
            const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
            c[i + row] = _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
        }
    }
}

// The product, or false where it is not made here: on another processor, of other shapes, or for so few columns that it
// would be no quicker.
template <typename T>
inline bool product(int64_t m, int64_t n, int64_t k, const T *a, int64_t lda, const T *b, int64_t ldb, float *c,
                    int64_t ldc, int ith, int nth) {
    if (!possible() || (std::is_same<T, Half>::value && k % ROWS != 0)) {
        return false;
    }
    if (n >= FEWEST && m % ROWS == 0) {
        by_many(m, n, k, a, lda, b, ldb, c, ldc, ith, nth);
        return true;
    }
    if constexpr (!std::is_same<T, float>::value) {
        if (n == 1 && m % AHEAD == 0) {
            by_one(m, k, a, lda, b, c, ith, nth);
            return true;
        }
    }
    return false;
}

} // namespace avx512
