// SPDX-License-Identifier: Apache-2.0
#include "sim/model/weather.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::sim {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kLatitude = 35.5, kLongitude = 112.9;

double local_hour(Instant t) {
  const Civil c = civil(t);
  return c.hour + c.minute / 60.0;
}

int day_of_year(Instant t) {
  const Civil c = civil(t);
  return static_cast<int>((to_ms(t) - to_ms(from_civil(c.year, 1, 1))) / 86'400'000) + 1;
}

}  // namespace

double sun_elevation(Instant t) {
  const double declination = -23.45 * std::cos(2 * std::numbers::pi * (day_of_year(t) + 10) / 365);
  const double solar_hour = local_hour(t) + (kLongitude - 120) / 15;
  const double angle = (solar_hour - 12) * 15;
  return std::asin(std::sin(kLatitude * kDegree) * std::sin(declination * kDegree) +
                   std::cos(kLatitude * kDegree) * std::cos(declination * kDegree) * std::cos(angle * kDegree)) /
         kDegree;
}

char stability(double radiation, double wind_m_s, bool cloudy) {
  if (radiation <= 0) {
    if (wind_m_s < 2.0) return cloudy ? 'E' : 'F';
    if (wind_m_s < 2.5) return cloudy ? 'D' : 'E';
    return 'D';
  }
  static constexpr const char* kTable[] = {"AABD", "ABCD", "BBCD", "CCDD", "CDDD"};  // by wind; columns by sun
  const int sun = radiation >= 925 ? 0 : radiation >= 675 ? 1 : radiation >= 175 ? 2 : 3;
  const int wind = wind_m_s < 2 ? 0 : wind_m_s < 3 ? 1 : wind_m_s < 5 ? 2 : wind_m_s < 6 ? 3 : 4;
  return kTable[wind][sun];
}

Weather weather_at(const Settings::Air& settings, const Noise& noise, Instant hour) {
  const Instant middle = hour + kHour / 2;
  const double hours = static_cast<double>(to_ms(hour)) / 3.6e6;
  const double cloud = 0.5 + 0.5 * noise.drift("cloud", hours, 14);
  const double sun = std::sin(std::max(0.0, sun_elevation(middle)) * kDegree);
  const double after_noon = std::cos((local_hour(middle) - 15) / 12 * std::numbers::pi);
  Weather w{};
  w.radiation = std::max(0.0, 990 * sun - 30) * (1 - 0.6 * cloud * cloud);
  w.wind_m_s = std::max(0.8, settings.wind_m_s * (1 + 0.35 * after_noon) * (1 + 0.45 * noise.drift("wind", hours, 11)));
  // Mostly southerly, turning slowly; valley winds swing with the day.
  const double from = 170 + 150 * noise.drift("wind_from", hours, 19) + 25 * after_noon;
  w.wind_from_deg = std::fmod(from + 360, 360);
  w.temperature_c =
      by_season(settings.temperature_c, hour) + (5.5 - 2.5 * cloud) * after_noon + 3 * noise.drift("warmth", hours, 60);
  w.mixing_m = w.radiation > 0 ? 250 + 1100 * std::max(0.0, after_noon) * (0.4 + 0.6 * sun) : 180 + 60 * w.wind_m_s;
  w.stability = stability(w.radiation, w.wind_m_s, cloud > 0.55);
  return w;
}

}  // namespace limpid::sim
