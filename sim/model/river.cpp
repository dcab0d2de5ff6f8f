// SPDX-License-Identifier: Apache-2.0
#include "sim/model/river.hpp"

#include <algorithm>
#include <cmath>

#include "base/result.hpp"

namespace limpid::sim {
namespace {

constexpr double kCellMetres = 100;
constexpr double kStepSeconds = 60;  // the step that cells are sized for
constexpr double kSecondsPerDay = 86'400;
// First-order losses per day at 20 degC: nitrification, settling of phosphorus, none for total nitrogen, oxidation.
constexpr Carried kLossPerDay{0.15, 0.05, 0.0, 0.12};
constexpr double kTheta = 1.047;  // k(T) = k20 theta^(T-20)

/// Explicit steps stay stable while Courant number + 2 K dt / dx^2 < 1: both parts are kept at half of that or less.
double cell_length(const ReachSpec& r) {
  return std::max({kCellMetres, 2 * r.velocity_m_s * kStepSeconds, std::sqrt(5 * r.dispersion_m2_s * kStepSeconds)});
}

/// Value at the face between `here` and `next`, flow from here to next: upwind plus van Leer's limited slope (the
/// harmonic mean of both differences where they agree, none at an extremum).
double face_value(double before, double here, double next, double courant) {
  const double behind = here - before, ahead = next - here;
  if (behind * ahead <= 0) return here;
  return here + (1 - courant) * behind * ahead / (behind + ahead);
}

}  // namespace

double dispersion(double width_m, double velocity_m_s, double discharge_m3_s) {
  const double depth = discharge_m3_s / (velocity_m_s * width_m);
  return 5.4 * std::pow(width_m / depth, 0.7) * std::pow(10.0, 0.13) * depth * velocity_m_s;
}

River::River(std::vector<ReachSpec> reaches, std::map<std::string, Carried> inflow) {
  for (ReachSpec& spec : reaches) {
    Reach r;
    r.spec = std::move(spec);
    r.cells = std::max<std::size_t>(2, static_cast<std::size_t>(r.spec.length_m / cell_length(r.spec)));
    r.cell_m = r.spec.length_m / static_cast<double>(r.cells);
    r.mass.resize(r.cells);
    reaches_.push_back(std::move(r));
  }
  order(inflow);
  set_conditions(1, 20);
}

void River::order(std::map<std::string, Carried>& inflow) {
  std::vector<Reach> ordered;
  std::vector<Reach> left = std::move(reaches_);
  while (!left.empty()) {
    const auto free = std::find_if(left.begin(), left.end(), [&](const Reach& r) {
      return std::none_of(left.begin(), left.end(), [&](const Reach& o) { return o.spec.to == r.spec.from; });
    });
    if (free == left.end()) throw Failure("sim.network", Json{{"reach", left.front().spec.key}});
    ordered.push_back(std::move(*free));
    left.erase(free);
  }
  reaches_ = std::move(ordered);
  for (std::size_t i = 0; i < reaches_.size(); ++i) {
    Reach& r = reaches_[i];
    by_key_[r.spec.key] = i;
    for (std::size_t j = 0; j < i; ++j)
      if (reaches_[j].spec.to == r.spec.from) {
        r.above.push_back(j);
        reaches_[j].below = static_cast<int>(i);
        r.head_m3_s += reaches_[j].spec.discharge_m3_s;
      }
    if (r.above.empty()) r.head_m3_s = r.spec.discharge_m3_s;
    r.gain_m3_s = r.spec.discharge_m3_s - r.head_m3_s;
    r.inflow = inflow[r.spec.key];
  }
}

std::size_t River::index(const std::string& reach) const {
  const auto found = by_key_.find(reach);
  if (found == by_key_.end()) throw Failure("sim.no_reach", Json{{"reach", reach}});
  return found->second;
}

std::size_t River::add_source(const std::string& reach, double km) {
  const std::size_t i = index(reach);
  const auto cell = static_cast<std::size_t>(std::max(0.0, km * 1000 / reaches_[i].cell_m));
  sources_.push_back({i, std::min(cell, reaches_[i].cells - 1), {}});
  return sources_.size() - 1;
}

void River::set_load(std::size_t source, const Carried& g_per_s) {
  sources_.at(source).load = g_per_s;
}

void River::set_conditions(double flow_factor, double water_c) {
  flow_ = flow_factor;
  velocity_ = std::pow(flow_factor, 0.4);
  for (std::size_t s = 0; s < kSpecies; ++s)
    decay_[s] = kLossPerDay[s] / kSecondsPerDay * std::pow(kTheta, water_c - 20);
}

double River::face_discharge(const Reach& r, std::size_t face) const {
  return flow_ * (r.head_m3_s + r.gain_m3_s * static_cast<double>(face) / static_cast<double>(r.cells));
}

double River::cell_volume(const Reach& r, std::size_t cell) const {
  const double mean = 0.5 * (face_discharge(r, cell) + face_discharge(r, cell + 1));
  return mean / (r.spec.velocity_m_s * velocity_) * r.cell_m;
}

Carried River::head_flux(const Reach& r) const {
  Carried flux{};
  for (std::size_t s = 0; s < kSpecies; ++s) {
    if (r.above.empty()) flux[s] = flow_ * r.head_m3_s * r.inflow[s];
    for (const std::size_t a : r.above) flux[s] += reaches_[a].out[s];
  }
  return flux;
}

void River::settle() {
  for (std::size_t i = 0; i < reaches_.size(); ++i) {
    Reach& r = reaches_[i];
    Carried flux = head_flux(r);
    for (std::size_t cell = 0; cell < r.cells; ++cell) {
      const double lateral = std::max(0.0, face_discharge(r, cell + 1) - face_discharge(r, cell));
      const double withdrawn = std::max(0.0, face_discharge(r, cell) - face_discharge(r, cell + 1));
      for (std::size_t s = 0; s < kSpecies; ++s) {
        double in = flux[s] + lateral * r.inflow[s];
        for (const Source& source : sources_)
          if (source.reach == i && source.cell == cell) in += source.load[s];
        const double volume = cell_volume(r, cell);
        const double c = in / (face_discharge(r, cell + 1) + withdrawn + decay_[s] * volume);
        r.mass[cell][s] = c * volume;
        flux[s] = c * face_discharge(r, cell + 1);
      }
    }
    r.out = flux;
  }
}

void River::step(double seconds) {
  for (std::size_t i = 0; i < reaches_.size(); ++i) {
    const Carried head = head_flux(reaches_[i]);
    if (reaches_[i].above.empty())
      for (std::size_t s = 0; s < kSpecies; ++s) entered_[s] += head[s] * seconds;
    step_reach(reaches_[i], head, seconds);
    if (reaches_[i].below < 0)
      for (std::size_t s = 0; s < kSpecies; ++s) left_[s] += reaches_[i].out[s] * seconds;
  }
  for (const Source& source : sources_)
    for (std::size_t s = 0; s < kSpecies; ++s) {
      reaches_[source.reach].mass[source.cell][s] += source.load[s] * seconds;
      entered_[s] += source.load[s] * seconds;
    }
}

void River::step_reach(Reach& r, const Carried& head, double seconds) {
  const double courant = r.spec.velocity_m_s * velocity_ * seconds / r.cell_m;
  const double exchange = r.spec.dispersion_m2_s / r.cell_m;  // times area and difference: g/s
  const double gained = flow_ * r.gain_m3_s / static_cast<double>(r.cells);
  std::vector<double> volume(r.cells), c(r.cells), flux(r.cells + 1);
  for (std::size_t i = 0; i < r.cells; ++i) volume[i] = cell_volume(r, i);
  for (std::size_t s = 0; s < kSpecies; ++s) {
    for (std::size_t i = 0; i < r.cells; ++i) c[i] = r.mass[i][s] / volume[i];
    const double head_c = r.head_m3_s > 0 ? head[s] / face_discharge(r, 0) : c[0];
    flux[0] = head[s];
    for (std::size_t i = 0; i < r.cells; ++i) {
      const double before = i == 0 ? head_c : c[i - 1];
      const double next = i + 1 < r.cells ? c[i + 1] : c[i];
      flux[i + 1] = face_discharge(r, i + 1) * face_value(before, c[i], next, courant);
      if (i + 1 < r.cells) flux[i + 1] += exchange * 0.5 * (volume[i] + volume[i + 1]) / r.cell_m * (c[i] - c[i + 1]);
    }
    const double lost_share = 1 - std::exp(-decay_[s] * seconds);
    for (std::size_t i = 0; i < r.cells; ++i) {
      const double lateral = gained * (gained > 0 ? r.inflow[s] : c[i]);
      const double lost = r.mass[i][s] * lost_share;
      r.mass[i][s] += (flux[i] - flux[i + 1] + lateral) * seconds - lost;
      decayed_[s] += lost;
      (gained > 0 ? entered_[s] : left_[s]) += std::abs(lateral) * seconds;
    }
    r.out[s] = flux[r.cells];
  }
}

Carried River::at(const std::string& reach, double km) const {
  const Reach& r = reaches_[index(reach)];
  const auto cell = std::min(r.cells - 1, static_cast<std::size_t>(std::max(0.0, km * 1000 / r.cell_m)));
  Carried c{};
  for (std::size_t s = 0; s < kSpecies; ++s) c[s] = r.mass[cell][s] / cell_volume(r, cell);
  return c;
}

double River::discharge(const std::string& reach) const {
  return flow_ * reaches_[index(reach)].spec.discharge_m3_s;
}

double River::travel_seconds(const std::string& reach, double km, const std::string& to_reach, double to_km) const {
  std::size_t i = index(reach);
  const std::size_t end = index(to_reach);
  double metres = km * 1000, seconds = 0;
  while (i != end) {
    const Reach& r = reaches_[i];
    seconds += (r.spec.length_m - metres) / (r.spec.velocity_m_s * velocity_);
    if (r.below < 0) return -1;
    metres = 0;
    i = static_cast<std::size_t>(r.below);
  }
  const double last = to_km * 1000 - metres;
  return last < 0 ? -1 : seconds + last / (reaches_[end].spec.velocity_m_s * velocity_);
}

River::Balance River::balance() const {
  Balance b{{}, entered_, left_, decayed_};
  for (const Reach& r : reaches_)
    for (const Carried& cell : r.mass)
      for (std::size_t s = 0; s < kSpecies; ++s) b.stored[s] += cell[s];
  return b;
}

}  // namespace limpid::sim
