// SPDX-License-Identifier: Apache-2.0
#include "store/series_book.hpp"

#include <algorithm>
#include <mutex>

namespace limpid::store {
namespace {

bool matches(const Selector& what, const SeriesKey& k) {
  return (!what.object || *what.object == k.object) && (!what.parameter || *what.parameter == k.parameter) &&
         (!what.statistic || *what.statistic == k.statistic) && (!what.period || *what.period == k.period) &&
         (!what.source || *what.source == k.source);
}

}  // namespace

std::size_t SeriesBook::Hash::operator()(const SeriesKey& k) const {
  const std::hash<std::string> hash;
  std::size_t h = static_cast<std::size_t>(k.period);
  for (const std::string* text : {&k.object, &k.parameter, &k.statistic, &k.source})
    h = h * 1099511628211U ^ hash(*text);
  return h;
}

SeriesId SeriesBook::intern(const SeriesKey& given) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto it = ids_.find(given); it != ids_.end()) return it->second;
  }
  SeriesKey key = given;
  for (std::string* text : {&key.object, &key.parameter, &key.statistic, &key.source}) *text = clean_utf8(*text);
  const std::unique_lock lock(mutex_);
  const auto [it, fresh] = ids_.emplace(key, static_cast<SeriesId>(keys_.size()));
  if (fresh) {
    keys_.push_back(std::make_shared<const SeriesKey>(key));
    of_object_[key.object].push_back(it->second);
  }
  return it->second;
}

std::shared_ptr<const SeriesKey> SeriesBook::key(SeriesId id) const {
  const std::shared_lock lock(mutex_);
  return keys_.at(static_cast<std::size_t>(id));
}

std::vector<SeriesId> SeriesBook::match(const Selector& what) const {
  const std::shared_lock lock(mutex_);
  std::vector<SeriesId> ids;
  const auto take = [&](SeriesId id) {
    if (id < published_ && matches(what, *keys_[static_cast<std::size_t>(id)])) ids.push_back(id);
  };
  if (what.object) {
    if (const auto it = of_object_.find(*what.object); it != of_object_.end())
      for (const SeriesId id : it->second) take(id);
  } else {
    for (SeriesId id = 0; id < published_; ++id) take(id);
  }
  std::sort(ids.begin(), ids.end(), [&](SeriesId a, SeriesId b) {
    return *keys_[static_cast<std::size_t>(a)] < *keys_[static_cast<std::size_t>(b)];
  });
  return ids;
}

SeriesId SeriesBook::size() const {
  const std::shared_lock lock(mutex_);
  return static_cast<SeriesId>(keys_.size());
}

SeriesId SeriesBook::published() const {
  const std::shared_lock lock(mutex_);
  return published_;
}

void SeriesBook::publish() {
  const std::unique_lock lock(mutex_);
  published_ = static_cast<SeriesId>(keys_.size());
}

void SeriesBook::withdraw() {
  const std::unique_lock lock(mutex_);
  while (static_cast<SeriesId>(keys_.size()) > published_) {
    of_object_[keys_.back()->object].pop_back();
    ids_.erase(*keys_.back());
    keys_.pop_back();
  }
}

}  // namespace limpid::store
