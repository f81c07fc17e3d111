// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/privacy_key.h"

#include <QMessageAuthenticationCode>

#include "app/files/output_file.h"
#include "app/settings/home.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ms::app {

namespace fs = std::filesystem;
using core::Error;

namespace {

constexpr std::size_t kMostKnown = 200'000;
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kOthers = 0077;

class Descriptor {
public:
    explicit Descriptor(int number) : m_number{number} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    operator int() const { return m_number; }

private:
    int m_number;
};

Error noTokens(const fs::path& file, const std::string& why) {
    return {Error::Code::BadInput,
            "The key that e-mail addresses and user ids are hashed with " + why +
                " Nothing is imported without it. Put a copy of it back; with a new key, what is "
                "in workspaces already no longer matches.",
            file.string()};
}

/// Everything that is wanted from `read`, which is asked for more until it has given it.
template <class Read>
bool fill(std::span<char> bytes, Read read) {
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = read(bytes.data() + filled, bytes.size() - filled);
        if (got > 0)
            filled += static_cast<std::size_t>(got);
        else if (got == 0 || errno != EINTR)
            return false;
    }
    return true;
}

/// Write a new key under a name of its own, complete and on disk, and give it the name of the key
/// unless another program was faster.
core::Status makeKey(const fs::path& file, std::span<char> key) {
    if (!fill(key, [](char* at, std::size_t size) { return ::getrandom(at, size, 0); }))
        return storageError("make random numbers for", file, errno);
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    if (failure)
        return storageError("create the folder", file.parent_path(), failure.value());
    const std::string unfinished = file.string() + '.' + std::to_string(::getpid());
    const Descriptor out{
        ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly)};
    if (out < 0)
        return storageError("create the file", unfinished, errno);
    const bool isWritten = ::write(out, key.data(), key.size()) == ssize_t(key.size()) &&
                           ::fchmod(out, kOwnerOnly) == 0 && ::fsync(out) == 0;
    const bool isNamed =
        isWritten && (::link(unfinished.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int code = errno;
    ::unlink(unfinished.c_str());
    return isNamed ? core::Status{} : storageError("write the file", file, code);
}

} // namespace

PrivacyKey::PrivacyKey(fs::path file) : m_file{std::move(file)} {}

fs::path PrivacyKey::usualFile() {
    return settingsHome() / "privacy.key";
}

core::Status PrivacyKey::load() {
    if (m_key)
        return {};
    Key key{};
    Descriptor existing{::open(m_file.c_str(), O_RDONLY | O_CLOEXEC)};
    if (existing < 0 && errno == ENOENT) {
        if (auto made = makeKey(m_file, key); !made)
            return made;
    } else if (existing < 0) {
        return storageError("read the file", m_file, errno);
    }
    // Also after making it: another program's may have been first.
    const Descriptor in{::open(m_file.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat about {};
    if (in < 0 || ::fstat(in, &about) != 0)
        return storageError("read the file", m_file, errno);
    if (!S_ISREG(about.st_mode) || about.st_size != off_t(kBytes) ||
        !fill(key, [&](char* at, std::size_t size) { return ::read(in, at, size); }))
        return noTokens(m_file, "is damaged: it must have 32 bytes.");
    if ((about.st_mode & kOthers) != 0)
        return noTokens(m_file, "may be read by others. Say 'chmod 600' to its file first.");
    m_key = key;
    return {};
}

std::string PrivacyKey::hashOf(std::string_view value) const {
    const QByteArray hash = QMessageAuthenticationCode::hash(
        QByteArray::fromRawData(value.data(), qsizetype(value.size())),
        QByteArray::fromRawData(m_key->data(), qsizetype(m_key->size())),
        QCryptographicHash::Sha256);
    return hash.toStdString();
}

core::Result<std::string> PrivacyKey::tokenOf(std::string_view value) {
    if (const auto known = m_known.find(value); known != m_known.end())
        return known->second;
    if (auto loaded = load(); !loaded)
        return loaded.error();
    const std::string hash = hashOf(value);
    std::string token =
        core::tokenText({reinterpret_cast<const std::uint8_t*>(hash.data()), // NOLINT
                         hash.size()});
    if (m_known.size() == kMostKnown)
        m_known.clear();
    m_known.emplace(value, token);
    return token;
}

core::Result<std::string> PrivacyKey::keyFingerprint() {
    if (auto loaded = load(); !loaded)
        return loaded.error();
    constexpr qsizetype kShownBytes = 4;
    // No token is made of this text: tokens are longer, and values with a NUL are none.
    const std::string hash = hashOf(std::string_view("marginscope\0key", 15));
    return QByteArray::fromStdString(hash).left(kShownBytes).toHex().toStdString();
}

} // namespace ms::app
