// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"

namespace limpid::app {

CommandSet all_commands() {
  CommandSet set;
  add_serve_commands(set);
  add_directory_commands(set);
  add_telemetry_commands(set);
  add_hj212_commands(set);
  add_plan_commands(set);
  add_plan_score_command(set);
  add_plan_lint_command(set);
  add_plan_suggest_command(set);
  add_plan_edit_commands(set);
  add_plan_decide_commands(set);
  add_plan_compare_command(set);
  add_plan_output_commands(set);
  add_plan_text_command(set);
  add_object_commands(set);
  add_item_commands(set);
  add_episode_commands(set);
  add_case_commands(set);
  add_user_commands(set);
  return set;
}

}  // namespace limpid::app
