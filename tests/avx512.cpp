// Holds `.cargo/avx512.hpp` to the plain sums: in the shapes that recognition has, and in odd ones.
//
// `scripts/test` compiles and runs this, as no part of the program can be asked for one of these by itself.
#include "../.cargo/avx512.hpp"

#include <cmath>
#include <cstdio>
#include <random>

using namespace avx512;

static std::mt19937 chance(1);

static float any() {
    return std::uniform_real_distribution<float>(-1, 1)(chance);
}

static void fill(float &x) {
    x = any();
}

static void fill(Half &x) {
    x.bits = _cvtss_sh(any(), 0);
}

static void fill(Block &x) {
    x.scale.bits = _cvtss_sh(0.01f * any(), 0);
    for (int8_t &value : x.values) {
        value = std::uniform_int_distribution<int>(-127, 127)(chance);
    }
}

// A sum of products, and that of what they are without their signs, which rounding goes by.
struct Sum {
    double whole = 0, size = 0;

    void add(double product) {
        whole += product;
        size += std::fabs(product);
    }

    void add(float x, float y) {
        add(double(x) * y);
    }

    void add(Half x, Half y) {
        add(number(x), number(y));
    }

    void add(const Block &x, const Block &y) {
        for (int at = 0; at < LENGTH; ++at) {
            add(double(number(x.scale)) * number(y.scale) * x.values[at] * y.values[at]);
        }
    }
};

// Two threads' shares of one product, with a gap after every row and column; the number of wrong results.
template <typename T> static int wrong(const char *what, int64_t m, int64_t n, int64_t k, bool made) {
    const int64_t lda = k + 3, ldb = n == 1 ? k : k + 5, ldc = m + 7;
    std::vector<T> a(m * lda), b(n * ldb);
    std::vector<float> c(n * ldc, NAN);
    for (T &x : a) {
        fill(x);
    }
    for (T &x : b) {
        fill(x);
    }
    for (int ith = 0; ith < 2; ++ith) {
        if (product(m, n, k, a.data(), lda, b.data(), ldb, c.data(), ldc, ith, 2) != made) {
            printf("%s: %ld by %ld, %ld long: should%s be made\n", what, m, n, k, made ? "" : " not");
            return 1;
        }
    }
    int wrong = 0;
    for (int64_t j = 0; made && j < n; ++j) {
        for (int64_t i = 0; i < ldc; ++i) {
            Sum sum;
            for (int64_t l = 0; i < m && l < k; ++l) {
                sum.add(a[lda * i + l], b[ldb * j + l]);
            }
            const float found = c[ldc * j + i];
            const bool right = i < m ? std::fabs(found - sum.whole) <= 1e-6 * sum.size : std::isnan(found);
            wrong += !right;
        }
    }
    if (wrong > 0) {
        printf("%s: %ld by %ld, %ld long: %d wrong\n", what, m, n, k, wrong);
    }
    return wrong;
}

// Numbers on both sides of every edge, and a row that ends within a register; the number of wrong results.
static int looked_up_wrong() {
    std::vector<uint16_t> table(1 << 16);
    for (size_t at = 0; at < table.size(); ++at) {
        table[at] = _cvtss_sh(number(Half{uint16_t(at)}) / 2, 0);
    }
    std::vector<float> x = {-INFINITY, -11, -10, -9.99f, -0.0f, 0, 9.99f, 10, 10.01f, INFINITY};
    while (x.size() < 43) {
        x.push_back(12 * any());
    }
    std::vector<float> y(x.size() + 1, 7);
    look_up(x.size(), y.data(), x.data(), table.data());
    int wrong = y.back() != 7;
    for (size_t at = 0; at < x.size(); ++at) {
        const Half half = {uint16_t(_cvtss_sh(x[at], 0))};
        const float inner = number(Half{table[half.bits]});
        const float right = x[at] <= -10 ? 0 : x[at] >= 10 ? x[at] : inner;
        wrong += y[at] != right;
    }
    if (wrong > 0) {
        printf("looked up: %d wrong\n", wrong);
    }
    return wrong;
}

int main() {
    if (!possible()) {
        printf("skipped: this processor has no AVX-512 with VNNI, so that none of this is used\n");
        return 0;
    }
    int found = 0;
    for (int64_t n : {32, 37, 240}) {
        for (int64_t m : {16, 48, 384}) {
            found += wrong<float>("32 bits", m, n, 64, true);
            found += wrong<float>("32 bits", m, n, 75, true);
            found += wrong<Half>("16 bits", m, n, 240, true);
            found += wrong<Block>("blocks", m, n, 12, true);
        }
    }
    for (int64_t m : {4, 12, 1000}) {
        found += wrong<Half>("16 bits", m, 1, 64, true);
        found += wrong<Block>("blocks", m, 1, 12, true);
        found += wrong<Block>("blocks", m, 1, 1, true);
    }
    found += wrong<float>("32 bits", 64, 1, 64, false);
    found += wrong<float>("32 bits", 60, 64, 64, false);
    found += wrong<Half>("16 bits", 64, 64, 60, false);
    found += wrong<Block>("blocks", 64, 5, 12, false);
    found += wrong<Block>("blocks", 5, 1, 12, false);
    found += looked_up_wrong();
    printf("avx512: %s\n", found == 0 ? "as without" : "wrong");
    return found == 0 ? 0 : 1;
}
