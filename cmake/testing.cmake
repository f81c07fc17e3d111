# Tests are Qt Test executables on the mirrored path: tests/models/core/tst_money.cpp tests models/core/money.cpp.

include(CTest)

# The harnesses of tests/fuzz need clang; nothing else does.
option(MARGINSCOPE_FUZZ "Build the fuzz harnesses" OFF)

# What every test reads, parsed once for all of them that have no window: half of a test's compile time went into it. The
# sanitizer presets go without, so that a test that does not include what it uses shows there.
option(MARGINSCOPE_PRECOMPILE "Parse the headers that every test reads once for all" ON)
if(MARGINSCOPE_PRECOMPILE AND BUILD_TESTING)
  # A program, because the code of programs is placed by other flags than that of libraries.
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled_tests.cpp CONTENT "int main() {}\n")
  add_executable(precompiled_tests EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/precompiled_tests.cpp)
  target_link_libraries(precompiled_tests PRIVATE project_options Qt6::Core)
  # What <QTest> and our headers read, but not <QTest> itself: it knows the folder of each test. Qt first: its headers must
  # not meet <compare> before them.
  target_precompile_headers(
    precompiled_tests
    PRIVATE <QAbstractItemModel> <QBitArray> <QCborArray> <QCborMap> <QCborValue> <QCoreApplication> <QDateTime> <QRect>
            <QSharedPointer> <QTemporaryDir> <QThread> <QUrl> <QUuid> <algorithm> <array> <cmath> <functional> <map> <memory>
            <optional> <set> <span> <string> <string_view> <variant> <vector>)
  target_compile_options(precompiled_tests PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>) # for ccache
endif()

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
  if(TARGET precompiled_tests AND NOT "gui" IN_LIST ARG_LABELS)
    target_precompile_headers(${name} REUSE_FROM precompiled_tests)
    # GCC 12's false alarms on std::string are silent in system headers, but not when those were precompiled (PR 105651).
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread>)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
                                          ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
