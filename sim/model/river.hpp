// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace limpid::sim {

/// What the water carries, mg/L (= g/m3): ammonia nitrogen, total phosphorus, total nitrogen, COD.
enum Species : std::size_t { kNh3n, kTp, kTn, kCod, kSpecies };
using Carried = std::array<double, kSpecies>;

/// One stretch of river, downstream from node `from` to node `to`. Discharge is that of its lower end.
struct ReachSpec {
  std::string key, from, to;
  double length_m, velocity_m_s, discharge_m3_s, width_m, dispersion_m2_s;
};

/// Longitudinal dispersion by Zeng and Huai (2014), K = 5.4 (W/H)^0.7 (U/u*)^0.13 H U, with u* = U/10 (a bed slope
/// is not on record) and H = Q/(U W). W 10 m, U 0.5 m/s, Q 0.92 m3/s: 10.9 m2/s.
double dispersion(double width_m, double velocity_m_s, double discharge_m3_s);

/// A directed tree of reaches with water in it: unsteady advection, dispersion, mixing at confluences, first-order
/// decay. Finite volumes of about 100 m; van Leer's limiter keeps a pulse sharp without overshoot. The state is the
/// mass in each volume, so nothing is lost but what decays or leaves at an outlet.
class River {
 public:
  /// `inflow` gives, for each reach, what the water carries that enters along it (at its head too, where no reach
  /// lies above). Throws Failure `sim.network` where the reaches do not form a network without circles.
  River(std::vector<ReachSpec> reaches, std::map<std::string, Carried> inflow);

  /// A discharge at `km` of a reach; its load is set by set_load. The reach's discharge contains its water.
  std::size_t add_source(const std::string& reach, double km);
  void set_load(std::size_t source, const Carried& g_per_s);

  /// Discharge of all reaches relative to the register's, and water temperature. Velocity follows Q^0.4.
  void set_conditions(double flow_factor, double water_c);

  /// What would stand everywhere if loads and conditions had never changed (without dispersion).
  void settle();
  /// Advances by `seconds`, 60 at most: cells are sized for that.
  void step(double seconds);

  /// The water at `km` of a reach, mg/L.
  Carried at(const std::string& reach, double km) const;
  double discharge(const std::string& reach) const;
  /// Seconds that water takes from one point down to another; negative when the second does not lie below the first.
  double travel_seconds(const std::string& reach, double km, const std::string& to_reach, double to_km) const;

  /// Grams in the water, and the sums since the start of what entered, left at outlets and decayed.
  struct Balance {
    Carried stored{}, entered{}, left{}, decayed{};
  };
  Balance balance() const;

 private:
  struct Reach {
    ReachSpec spec;
    std::vector<std::size_t> above;  // reaches that end at this one's head
    int below = -1;
    std::size_t cells = 0;
    double cell_m = 0;
    double head_m3_s = 0, gain_m3_s = 0;  // discharge at the head; what enters along the way (may be negative)
    Carried inflow{};
    std::vector<Carried> mass;  // grams in each cell
    Carried out{};              // g/s over the lower end in this step
  };
  struct Source {
    std::size_t reach, cell;
    Carried load{};
  };

  void order(std::map<std::string, Carried>& inflow);
  std::size_t index(const std::string& reach) const;
  double face_discharge(const Reach& r, std::size_t face) const;
  double cell_volume(const Reach& r, std::size_t cell) const;
  void step_reach(Reach& r, const Carried& head_flux, double seconds);
  Carried head_flux(const Reach& r) const;

  std::vector<Reach> reaches_;  // upstream first
  std::map<std::string, std::size_t> by_key_;
  std::vector<Source> sources_;
  double flow_ = 1, velocity_ = 1;
  Carried decay_{};  // 1/s
  Carried entered_{}, left_{}, decayed_{};
};

}  // namespace limpid::sim
