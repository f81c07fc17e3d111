# Tests are Qt Test executables on the mirrored path: tests/models/core/tst_money.cpp tests models/core/money.cpp.

include(CTest)

# The harnesses of tests/fuzz need clang; nothing else does.
option(MARGINSCOPE_FUZZ "Build the fuzz harnesses" OFF)

# add_unit_test(tst_money LINK models_core LABELS fast): tst_money.cpp in the current folder.
function(add_unit_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "LINK;LABELS" ${ARGN})
  set(source ${name}.cpp)
  if(TARGET ${name}) # two folders have a file of that name: the later one is named after its folder too
    get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    set(name ${folder}_${name})
  endif()
  add_executable(${name} ${source})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PRIVATE project_options Qt6::Test ${ARG_LINK})
  target_compile_definitions(${name} PRIVATE MARGINSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             MARGINSCOPE_BINARY_DIR="${PROJECT_BINARY_DIR}")
  if(NOT ARG_LABELS)
    set(ARG_LABELS fast)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
                                          ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
